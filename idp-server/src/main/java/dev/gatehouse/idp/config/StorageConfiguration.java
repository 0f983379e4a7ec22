package dev.gatehouse.idp.config;

import dev.gatehouse.idp.storage.DataDirectory;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.ExpirySweeper;
import dev.gatehouse.idp.storage.Sweepable;
import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The stores: one for documents, one for the audit trail, so that neither waits for the other's writer. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    /** A request whose record is not durable by then is refused. */
    private static final Duration AUDIT_WRITE_TIMEOUT = Duration.ofSeconds(2);

    @Bean
    DataDirectory dataDirectory(Settings settings) {
        if (settings.mongodbUri().isPresent()) {
            throw new IllegalStateException(
                    "GATEHOUSE_MONGODB_URI is set, but this version has only the embedded store");
        }
        return DataDirectory.lock(settings.data());
    }

    @Bean
    @Primary
    DocumentStore documents(DataDirectory dataDirectory, Clock clock) {
        return SqliteDocumentStore.open(dataDirectory.file("gatehouse.db"), clock);
    }

    @Bean
    DocumentStore auditDocuments(DataDirectory dataDirectory, Clock clock) {
        return SqliteDocumentStore.open(dataDirectory.file("audit.db"), clock, AUDIT_WRITE_TIMEOUT);
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
