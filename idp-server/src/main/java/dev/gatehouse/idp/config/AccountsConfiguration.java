package dev.gatehouse.idp.config;

import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.accounts.CommonPasswords;
import dev.gatehouse.idp.accounts.FirstAdministrator;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.accounts.PasswordPolicy;
import dev.gatehouse.idp.accounts.PasswordVerdict;
import dev.gatehouse.idp.accounts.Passwords;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.secrets.PasswordHasher;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.tokens.RevocationState;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** People, their passwords, and the first of them. */
@Configuration(proxyBeanMethods = false)
class AccountsConfiguration {

    private static final String SYSTEM_WORKSPACE = "system";

    @Bean
    AccountDirectory accountDirectory(DocumentStore documents) {
        return new AccountDirectory(documents);
    }

    @Bean
    Passwords passwords(DocumentStore documents, PasswordHasher passwordHasher, AuditTrail auditTrail, Clock clock) {
        var policy = new PasswordPolicy(CommonPasswords.shipped());
        return new Passwords(documents, passwordHasher, policy, auditTrail, clock);
    }

    @Bean
    Accounts accounts(
            DocumentStore documents,
            Passwords passwords,
            RevocationState revocationState,
            AuditTrail auditTrail,
            Clock clock,
            SecureRandom secureRandom) {
        return new Accounts(
                documents,
                passwords,
                (account, generation, change) -> revocationState.endSubjectTokens(account.value(), generation, change),
                auditTrail,
                clock,
                secureRandom);
    }

    @Bean
    FirstAdministrator.Outcome firstAdministrator(
            Settings settings,
            DocumentStore documents,
            Accounts accounts,
            Passwords passwords,
            Clock clock,
            SecureRandom secureRandom) {
        return new FirstAdministrator(documents, accounts, passwords, clock, secureRandom)
                .ensure(SYSTEM_WORKSPACE, settings.adminPassword().map(given -> Password.typed(given.reveal())));
    }

    @Bean
    @Order(1)
    StartNotice firstAdministratorNotice(FirstAdministrator.Outcome firstAdministrator) {
        return new StartNotice("Administrator", text(firstAdministrator));
    }

    private static String text(FirstAdministrator.Outcome outcome) {
        return switch (outcome) {
            case FirstAdministrator.Outcome.CreatedWithGenerated(Password password) ->
                FirstAdministrator.USERNAME
                        + ", one-time password " + password.reveal()
                        + " (shown this once; a new one is asked for at the first sign-in)";
            case FirstAdministrator.Outcome.CreatedWithGiven(PasswordVerdict verdict) ->
                FirstAdministrator.USERNAME + ", with the password of GATEHOUSE_ADMIN_PASSWORD" + warning(verdict);
            case FirstAdministrator.Outcome.Existing() -> FirstAdministrator.USERNAME + ", created at the first start";
        };
    }

    private static String warning(PasswordVerdict verdict) {
        return verdict instanceof PasswordVerdict.Acceptable
                ? ""
                : " (it breaks the rules for passwords: change it before anyone else can reach this server)";
    }
}
