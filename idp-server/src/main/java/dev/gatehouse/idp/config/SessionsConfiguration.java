package dev.gatehouse.idp.config;

import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.grants.GrantRevocation;
import dev.gatehouse.idp.secrets.CookieCipher;
import dev.gatehouse.idp.secrets.FieldCipher;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.sessions.SessionCookie;
import dev.gatehouse.idp.sessions.SessionLimits;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.tokens.RevocationState;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Browser sessions. */
@Configuration(proxyBeanMethods = false)
class SessionsConfiguration {

    @Bean
    SessionCookie sessionCookie(CookieCipher cookieCipher) {
        return new SessionCookie(cookieCipher);
    }

    @Bean
    Sessions sessions(
            Settings settings,
            DocumentStore documents,
            AccountDirectory accountDirectory,
            KeyedHash keyedHash,
            FieldCipher fieldCipher,
            AuditTrail auditTrail,
            RevocationState revocationState,
            GrantRevocation grantRevocation,
            Clock clock,
            SecureRandom secureRandom) {
        return new Sessions(
                documents,
                accountDirectory,
                keyedHash,
                fieldCipher,
                auditTrail,
                (session, change) -> {
                    revocationState.endSession(session.value(), change);
                    grantRevocation.endOfSession(session.value(), change);
                },
                new SessionLimits(
                        settings.sessions().idleLimit(), settings.sessions().absoluteLimit()),
                clock,
                secureRandom);
    }
}
