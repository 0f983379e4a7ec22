package dev.gatehouse.idp.config;

import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.ChangeWitness;
import dev.gatehouse.idp.keys.CryptoProvider;
import dev.gatehouse.idp.keys.CryptoProviders;
import dev.gatehouse.idp.keys.MasterKeyWitness;
import dev.gatehouse.idp.keys.SigningKeyring;
import dev.gatehouse.idp.secrets.FieldCipher;
import dev.gatehouse.idp.storage.DocumentStore;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The cryptography in force and the signing keys. */
@Configuration(proxyBeanMethods = false)
class KeysConfiguration {

    @Bean
    CryptoProvider cryptoProvider() {
        return CryptoProviders.install();
    }

    @Bean
    @Order(20)
    StartNotice cryptoProviderNotice(CryptoProvider cryptoProvider) {
        return new StartNotice("Cryptography", cryptoProvider.report());
    }

    @Bean(initMethod = "start")
    SigningKeyring signingKeys(
            DocumentStore documents,
            FieldCipher fieldCipher,
            AuditTrail auditTrail,
            Settings settings,
            SecureRandom secureRandom,
            Clock clock) {
        return new SigningKeyring(
                documents, fieldCipher, auditTrail, SigningSchedule.of(settings), secureRandom, clock);
    }

    @Bean
    ChangeWitness signingKeyWitness(DocumentStore documents) {
        return SigningKeyring.witness(documents);
    }

    @Bean
    ChangeWitness masterKeyWitness(DocumentStore documents) {
        return new MasterKeyWitness(documents);
    }
}
