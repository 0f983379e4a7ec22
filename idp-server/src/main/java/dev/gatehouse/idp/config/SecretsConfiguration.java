package dev.gatehouse.idp.config;

import dev.gatehouse.idp.audit.AuditCollections;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.keys.AuditedMasterKeyRotation;
import dev.gatehouse.idp.keys.CryptoProvider;
import dev.gatehouse.idp.keys.SigningKeyring;
import dev.gatehouse.idp.secrets.Argon2Cost;
import dev.gatehouse.idp.secrets.Argon2PasswordHasher;
import dev.gatehouse.idp.secrets.CookieCipher;
import dev.gatehouse.idp.secrets.DataKeyFieldCipher;
import dev.gatehouse.idp.secrets.DataKeyFollower;
import dev.gatehouse.idp.secrets.DataKeys;
import dev.gatehouse.idp.secrets.FieldCipher;
import dev.gatehouse.idp.secrets.FoundMasterKey;
import dev.gatehouse.idp.secrets.HmacKeyedHash;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.secrets.MasterKey;
import dev.gatehouse.idp.secrets.MasterKeyRotation;
import dev.gatehouse.idp.secrets.MasterKeySource;
import dev.gatehouse.idp.secrets.SealedCollection;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.storage.DocumentStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The master key, what is derived from it, and the hashing of passwords. */
@Configuration(proxyBeanMethods = false)
class SecretsConfiguration {

    /** Passwords that may wait to be hashed; at 40 ms each the last one waits about two seconds. */
    private static final int QUEUED_PASSWORDS = 50;

    /** After the provider, whose generator it then is. */
    @Bean
    SecureRandom secureRandom(CryptoProvider cryptoProvider) {
        return new SecureRandom();
    }

    @Bean
    FoundMasterKey masterKey(Settings settings, DocumentStore documents, SecureRandom secureRandom) {
        return masterKeySource(settings).find(!DataKeys.existIn(documents), secureRandom);
    }

    @Bean
    @Order(10)
    StartNotice masterKeyNotice(FoundMasterKey masterKey) {
        return new StartNotice("Master key", notice(masterKey));
    }

    @Bean
    DataKeys dataKeys(DocumentStore documents, FoundMasterKey masterKey, SecureRandom secureRandom, Clock clock) {
        return DataKeys.open(documents, masterKey.key(), secureRandom, clock);
    }

    @Bean(initMethod = "start")
    DataKeyFollower dataKeyFollower(DataKeys dataKeys) {
        return new DataKeyFollower(dataKeys);
    }

    @Bean
    FieldCipher fieldCipher(DataKeys dataKeys, SecureRandom secureRandom) {
        return new DataKeyFieldCipher(dataKeys, secureRandom);
    }

    @Bean
    KeyedHash keyedHash(DataKeys dataKeys) {
        return new HmacKeyedHash(dataKeys);
    }

    @Bean
    CookieCipher cookieCipher(DataKeys dataKeys, SecureRandom secureRandom) {
        return new CookieCipher(dataKeys, secureRandom);
    }

    /** Half the processors hash, so that a storm of sign-ins leaves the other half to everything else. */
    @Bean
    Argon2PasswordHasher passwordHasher(SecureRandom secureRandom) {
        int concurrency = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new Argon2PasswordHasher(Argon2Cost.recommended(), secureRandom, concurrency, QUEUED_PASSWORDS);
    }

    @Bean
    AuditedMasterKeyRotation masterKeyRotation(
            DocumentStore documents,
            @Qualifier("auditDocuments") DocumentStore auditDocuments,
            DataKeys dataKeys,
            FieldCipher fieldCipher,
            AuditTrail auditTrail,
            SecureRandom secureRandom,
            Clock clock) {
        return new AuditedMasterKeyRotation(
                new MasterKeyRotation(
                        documents,
                        dataKeys,
                        fieldCipher,
                        sealedCollections(documents, auditDocuments),
                        secureRandom,
                        clock),
                auditTrail);
    }

    /** Every collection with encrypted fields. One that is missing here would stay under old keys for ever. */
    static List<SealedCollection> sealedCollections(DocumentStore documents, DocumentStore auditDocuments) {
        var all = new ArrayList<>(AuditCollections.sealed(documents, auditDocuments));
        all.add(SigningKeyring.collection(documents));
        all.add(Sessions.collection(documents));
        return all;
    }

    /** Only an embedded server keeps its master key beside the store: a copy of that folder then decrypts itself. */
    static MasterKeySource masterKeySource(Settings settings) {
        Optional<MasterKey> value =
                settings.masterKey().map(secret -> MasterKey.parse(secret.reveal(), MasterKeySource.SETTING));
        Path beside =
                settings.mode() == Settings.Mode.EMBEDDED ? settings.data().resolve(MasterKeySource.FILE_NAME) : null;
        return new MasterKeySource(value, settings.masterKeyFile(), beside);
    }

    private static String notice(FoundMasterKey found) {
        return switch (found.place()) {
            case SETTING, NAMED_FILE -> "from " + found.origin();
            case DATA_FOLDER -> found.origin() + " (beside the store: whoever copies the folder can read it all)";
            case GENERATED ->
                "GENERATED into " + found.origin() + ". KEEP A COPY APART: without it the store cannot be read, with"
                        + " it anyone can.";
        };
    }
}
