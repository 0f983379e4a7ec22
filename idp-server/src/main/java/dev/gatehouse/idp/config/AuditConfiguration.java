package dev.gatehouse.idp.config;

import dev.gatehouse.idp.admin.AuditController;
import dev.gatehouse.idp.admin.AuditKeysController;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.AuditUnavailable;
import dev.gatehouse.idp.audit.ChangeWitness;
import dev.gatehouse.idp.audit.OpenTrail;
import dev.gatehouse.idp.audit.RefusalAggregation;
import dev.gatehouse.idp.audit.ServerEvent;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.audit.TrailSettings;
import dev.gatehouse.idp.audit.log.WriterLimits;
import dev.gatehouse.idp.secrets.FieldCipher;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.storage.DocumentStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The audit trail, open from before the first bean that changes anything until after the last. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    /** The data folder has one server at a time, so its chains need no other name. */
    private static final String NODE = "local";

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
                trailSettings(settings, NODE),
                new OpenTrail.Stores(documents, auditDocuments),
                fieldCipher,
                secureRandom,
                clock,
                changeWitnesses);
    }

    /**
     * How a trail is kept.
     *
     * @param node whose chains it writes
     */
    static TrailSettings trailSettings(Settings settings, String node) {
        return new TrailSettings(
                node,
                settings.data(),
                settings.audit().retention(),
                settings.audit().trafficRetention(),
                WriterLimits.DEFAULT);
    }

    @Bean
    AuditTrail auditTrail(OpenTrail openTrail, MeterRegistry meterRegistry) {
        openTrail.metrics().bindTo(meterRegistry);
        return openTrail.trail();
    }

    @Bean
    RefusalAggregation refusalAggregation(OpenTrail openTrail) {
        return openTrail.refusals();
    }

    @Bean
    AuditController auditController(OpenTrail openTrail, AuditTrail auditTrail, KeyedHash keyedHash) {
        return new AuditController(openTrail.reading(), auditTrail, keyedHash);
    }

    @Bean
    AuditKeysController auditKeysController(OpenTrail openTrail) {
        return new AuditKeysController(openTrail.keyRotation());
    }

    @Bean
    ServerOnRecord serverOnRecord(
            Settings settings, DocumentStore documents, AuditTrail auditTrail, KeyedHash keyedHash) {
        return new ServerOnRecord(settings, auditTrail, new SettingsOnRecord(documents, auditTrail, NODE), keyedHash);
    }

    /** Records the start, and what is configured otherwise than before, before the server listens, and the stop after its last answer. */
    static final class ServerOnRecord implements SmartLifecycle {

        private static final Logger log = LoggerFactory.getLogger(ServerOnRecord.class);

        private final Settings settings;
        private final AuditTrail trail;
        private final SettingsOnRecord settingsOnRecord;
        private final KeyedHash hash;
        private volatile boolean running;

        private ServerOnRecord(Settings settings, AuditTrail trail, SettingsOnRecord settingsOnRecord, KeyedHash hash) {
            this.settings = settings;
            this.trail = trail;
            this.settingsOnRecord = settingsOnRecord;
            this.hash = hash;
        }

        @Override
        public void start() {
            record(ServerEvent.Kind.STARTED);
            settingsOnRecord.record(server(), EffectiveSettings.of(settings, hash));
            running = true;
        }

        @Override
        public void stop() {
            running = false;
            try {
                record(ServerEvent.Kind.STOPPED);
            } catch (AuditUnavailable e) {
                log.warn("The stop of the server is not on record: {}", e.getMessage());
            }
        }

        private void record(ServerEvent.Kind kind) {
            trail.record(
                    Actor.system(),
                    ServerEvent.of(
                            kind, server(), Map.of("mode", settings.mode().name())));
        }

        private Target server() {
            return new Target("server", settings.server().issuer().toString());
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        /** Before the web server starts, after it has stopped. */
        @Override
        public int getPhase() {
            return 0;
        }
    }
}
