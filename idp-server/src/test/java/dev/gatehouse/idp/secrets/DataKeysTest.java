package dev.gatehouse.idp.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.TemporaryStores;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataKeysTest {

    private final DocumentStore store = TemporaryStores.sqlite();
    private final MasterKey master = TestKeys.masterKey();

    private static String derivedKeyOf(DataKeys keys) {
        return HexFormat.of()
                .formatHex(keys.derived(KeyPurpose.TOKEN_HASHING, "RAW").getEncoded());
    }

    @Test
    void keepsItsKeysWhenOpenedAgain() {
        DataKeys first = TestKeys.dataKeys(store, master);
        DataKeys second = TestKeys.dataKeys(store, master);

        assertThat(derivedKeyOf(second)).isEqualTo(derivedKeyOf(first));
        assertThat(second.fieldKey("f1")).isEqualTo(first.fieldKey("f1")).isPresent();
    }

    @Test
    void agreesOnTheKeysWhenNodesStartTogether() throws Exception {
        Set<String> keys = new HashSet<>();
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> start = () -> derivedKeyOf(TestKeys.dataKeys(store, master));
            for (Future<String> node :
                    nodes.invokeAll(IntStream.range(0, 8).mapToObj(_ -> start).toList())) {
                keys.add(node.get());
            }
        }

        assertThat(keys).hasSize(1);
    }

    @Test
    void refusesToOpenWithAnotherMasterKey() {
        TestKeys.dataKeys(store, master);
        MasterKey wrong = TestKeys.masterKey();

        assertThatThrownBy(() -> TestKeys.dataKeys(store, wrong))
                .isInstanceOf(MasterKeyRefused.class)
                .hasMessageStartingWith("The master key is not the one that this store was encrypted with")
                .hasMessageContaining(wrong.checkValue())
                .hasMessageContaining(master.checkValue());
    }

    @Test
    void refusesADataKeyThatStandsForAnother() {
        TestKeys.dataKeys(store, master);
        Documents<DataKeyDocument> documents = store.open(DataKeyDocument.TYPE);
        Stored<DataKeyDocument> root = documents.get("root").orElseThrow();
        Stored<DataKeyDocument> field = documents.get("f1").orElseThrow();
        var swapped = new DataKeyDocument(
                DataKeyKind.DERIVATION,
                field.value().wrappings(),
                master.checkValue(),
                field.value().createdAt());
        documents.replaceIf("root", root.version(), swapped, ChangeId.unannounced());

        assertThatThrownBy(() -> TestKeys.dataKeys(store, master))
                .isInstanceOf(MasterKeyRefused.class)
                .hasMessageContaining("the store was changed");
    }

    @Test
    void storesNoKeyInClear() {
        DataKeys keys = TestKeys.dataKeys(store, master);
        byte[] raw = keys.fieldKey("f1").orElseThrow().getEncoded();

        Map<String, String> wrappings =
                store.open(DataKeyDocument.TYPE).get("f1").orElseThrow().value().wrappings();

        assertThat(wrappings).containsOnlyKeys(master.checkValue());
        assertThat(wrappings.values())
                .noneMatch(wrapped ->
                        wrapped.contains(java.util.Base64.getEncoder().encodeToString(raw)));
    }

    @Test
    void findsAKeyThatAnotherNodeMade() {
        DataKeys here = TestKeys.dataKeys(store, master);
        DataKeys there = TestKeys.dataKeys(store, master);
        there.insert("f2", DataKeyKind.FIELD_ENCRYPTION, ChangeId.unannounced());

        assertThat(here.fieldKey("f2")).isPresent();
        assertThat(here.newestFieldKeyId()).isEqualTo("f2");
    }
}
