package dev.gatehouse.idp.config;

import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.ChangeWitness;
import dev.gatehouse.idp.audit.OpenTrail;
import dev.gatehouse.idp.secrets.FieldCipher;
import dev.gatehouse.idp.storage.DocumentStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.MapPropertySource;

/**
 * The parts of a server that a command works with while no server runs: settings, stores, keys, and an audit trail.
 * Nothing listens.
 */
public final class OfflineServer {

    private OfflineServer() {}

    /**
     * Takes the lock of the data folder and opens the parts; closing gives everything back.
     *
     * @param properties settings by property name, which go before system properties and the environment
     */
    public static AnnotationConfigApplicationContext open(Map<String, String> properties) {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("command line", Map.copyOf(properties)));
        context.register(
                SettingsConfiguration.class,
                StorageConfiguration.class,
                SecretsConfiguration.class,
                CommandTrail.class,
                KeysConfiguration.class);
        context.refresh();
        return context;
    }

    /**
     * The trail of commands: chains of their own. What a server that died has left open in its chains is closed by the
     * next server, which can tell better what became of it.
     */
    static final class CommandTrail {

        private static final String NODE = "command";

        @Bean
        OpenTrail openTrail(
                Settings settings,
                DocumentStore documents,
                @Qualifier("auditDocuments") DocumentStore auditDocuments,
                FieldCipher fieldCipher,
                SecureRandom secureRandom,
                Clock clock,
                List<ChangeWitness> changeWitnesses) {
            return new OpenTrail(
                    AuditConfiguration.trailSettings(settings, NODE),
                    new OpenTrail.Stores(documents, auditDocuments),
                    fieldCipher,
                    secureRandom,
                    clock,
                    changeWitnesses);
        }

        @Bean
        AuditTrail auditTrail(OpenTrail openTrail) {
            return openTrail.trail();
        }
    }
}
