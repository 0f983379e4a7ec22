package dev.gatehouse.idp.config;

import dev.gatehouse.idp.audit.ChangeWitness;
import dev.gatehouse.idp.edge.ReadinessCheck;
import dev.gatehouse.idp.keys.SigningKeys;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.tokens.RevocationFollower;
import dev.gatehouse.idp.tokens.RevocationState;
import dev.gatehouse.idp.tokens.RevokedTokenWitness;
import dev.gatehouse.idp.tokens.TokenMint;
import dev.gatehouse.idp.tokens.TokenVerifier;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Minting and verifying tokens, and what has become of them since. */
@Configuration(proxyBeanMethods = false)
class TokensConfiguration {

    @Bean
    TokenMint tokenMint(Settings settings, SigningKeys signingKeys, SecureRandom secureRandom, Clock clock) {
        return new TokenMint(settings.server().issuer().toString(), signingKeys, secureRandom, clock);
    }

    @Bean
    TokenVerifier tokenVerifier(Settings settings, SigningKeys signingKeys, Clock clock) {
        return new TokenVerifier(settings.server().issuer().toString(), signingKeys, clock);
    }

    @Bean
    RevocationState revocationState(DocumentStore documents, Clock clock) {
        return new RevocationState(documents, clock);
    }

    /** Has read the log before the server listens. */
    @Bean(initMethod = "start")
    RevocationFollower revocationFollower(RevocationState revocationState) {
        return new RevocationFollower(revocationState);
    }

    @Bean
    ChangeWitness revokedTokenWitness(DocumentStore documents) {
        return new RevokedTokenWitness(documents);
    }

    /** Until it is known what is revoked, no token can be judged. */
    @Bean
    ReadinessCheck revocationReadiness(RevocationState revocationState) {
        return new ReadinessCheck() {
            @Override
            public String name() {
                return "revocations";
            }

            @Override
            public Optional<String> trouble() {
                return revocationState.current()
                        ? Optional.empty()
                        : Optional.of("the revocation log was not read lately");
            }
        };
    }
}
