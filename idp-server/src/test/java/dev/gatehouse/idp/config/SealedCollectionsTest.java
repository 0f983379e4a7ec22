package dev.gatehouse.idp.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.gatehouse.idp.secrets.SealedCollection;
import dev.gatehouse.idp.secrets.SealedField;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.TemporaryStores;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SealedCollectionsTest {

    /** Whoever adds an encrypted field cannot forget that it must be encrypted anew when the master key changes. */
    @Test
    void namesEveryRecordThatHasAnEncryptedField() {
        Set<String> withEncryptedFields = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.gatehouse.idp")
                        .stream()
                        .filter(JavaClass::isRecord)
                        .filter(type -> type.getFields().stream()
                                .anyMatch(field -> field.getAllInvolvedRawTypes().stream()
                                        .anyMatch(involved -> involved.isEquivalentTo(SealedField.class))))
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());
        try (DocumentStore store = TemporaryStores.sqlite()) {
            Set<String> reencrypted = SecretsConfiguration.sealedCollections(store, store).stream()
                    .map(SealedCollection::type)
                    .map(type -> type.type().getName())
                    .collect(Collectors.toSet());

            assertThat(reencrypted).isEqualTo(withEncryptedFields).isNotEmpty();
        }
    }
}
