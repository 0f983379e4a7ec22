package dev.gatehouse.idp.config;

import dev.gatehouse.idp.storage.DataDirectory;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.ExpirySweeper;
import dev.gatehouse.idp.storage.Sweepable;
import dev.gatehouse.idp.storage.mongo.MongoDocumentStore;
import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;

/**
 * The stores: one for documents, one for the audit trail, so that neither waits for the other's writes.
 *
 * <p>MongoDB when its connection string is set, else the embedded store.
 */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    /** A change of MongoDB's primary ends within it. */
    private static final Duration DOCUMENT_BOUND = Duration.ofSeconds(10);

    /** A request whose record is not durable by then is refused. */
    private static final Duration AUDIT_BOUND = Duration.ofSeconds(2);

    /** Locked by whoever needs files of its own first: the embedded store, or nobody. */
    @Bean
    @Lazy
    DataDirectory dataDirectory(Settings settings) {
        return DataDirectory.lock(settings.data());
    }

    @Bean
    @Primary
    DocumentStore documents(Settings settings, ObjectProvider<DataDirectory> folder, Clock clock) {
        return store(settings.mongodbUri(), folder, "gatehouse.db", clock, DOCUMENT_BOUND);
    }

    @Bean
    DocumentStore auditDocuments(Settings settings, ObjectProvider<DataDirectory> folder, Clock clock) {
        return store(settings.mongodbUri(), folder, "audit.db", clock, AUDIT_BOUND);
    }

    private static DocumentStore store(
            Optional<SecretText> mongodbUri,
            ObjectProvider<DataDirectory> folder,
            String file,
            Clock clock,
            Duration bound) {
        if (mongodbUri.isPresent()) {
            return MongoDocumentStore.open(mongodbUri.get().reveal(), clock, bound);
        }
        return SqliteDocumentStore.open(folder.getObject().file(file), clock, bound);
    }

    @Bean(initMethod = "start")
    ExpirySweeper expirySweeper(List<DocumentStore> stores, Clock clock) {
        List<Sweepable> swept = stores.stream()
                .filter(Sweepable.class::isInstance)
                .map(Sweepable.class::cast)
                .toList();
        return new ExpirySweeper(swept, clock);
    }
}
