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
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** People, their passwords, and the first of them. */
@Configuration(proxyBeanMethods = false)
class AccountsConfiguration {

    /** Whose people sign in here. */
    static final String WORKSPACE = "system";

    @Bean
    AccountDirectory accountDirectory(DocumentStore documents) {
        return new AccountDirectory(documents);
    }

    @Bean
    PasswordPolicy passwordPolicy() {
        return new PasswordPolicy(CommonPasswords.shipped());
    }

    @Bean
    Passwords passwords(
            DocumentStore documents,
            PasswordHasher passwordHasher,
            PasswordPolicy passwordPolicy,
            AuditTrail auditTrail,
            Clock clock) {
        return new Passwords(documents, passwordHasher, passwordPolicy, auditTrail, clock);
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
            PasswordPolicy passwordPolicy,
            Clock clock,
            SecureRandom secureRandom) {
        Optional<Password> given = settings.adminPassword().map(secret -> Password.typed(secret.reveal()));
        if (settings.mode() == Settings.Mode.PRODUCTION) {
            given.ifPresent(password -> requireStrong(passwordPolicy, password));
        }
        return new FirstAdministrator(documents, accounts, passwords, clock, secureRandom).ensure(WORKSPACE, given);
    }

    /** Whoever tries the server out may choose any password; where it is relied upon, the rules hold for all. */
    private static void requireStrong(PasswordPolicy policy, Password password) {
        PasswordVerdict verdict = policy.judge(password, List.of(FirstAdministrator.USERNAME, "gatehouse"));
        if (!(verdict instanceof PasswordVerdict.Acceptable)) {
            throw new SettingsInvalid(
                    List.of("GATEHOUSE_ADMIN_PASSWORD cannot be used in production: " + verdict.explanation() + "."));
        }
    }

    @Bean
    @Order(1)
    StartNotice firstAdministratorNotice(FirstAdministrator.Outcome firstAdministrator, Settings settings) {
        return new StartNotice(
                "Administrator",
                text(firstAdministrator, settings.adminPassword().isPresent()));
    }

    private static String text(FirstAdministrator.Outcome outcome, boolean given) {
        return switch (outcome) {
            case FirstAdministrator.Outcome.CreatedWithGenerated(Password password) ->
                FirstAdministrator.USERNAME
                        + ", one-time password " + password.reveal()
                        + " (shown this once; a new one is asked for at the first sign-in)";
            case FirstAdministrator.Outcome.CreatedWithGiven(PasswordVerdict verdict) ->
                FirstAdministrator.USERNAME + ", with the password of GATEHOUSE_ADMIN_PASSWORD" + warning(verdict);
            case FirstAdministrator.Outcome.Existing() ->
                FirstAdministrator.USERNAME + ", created at the first start"
                        + (given ? "; GATEHOUSE_ADMIN_PASSWORD was not applied" : "");
        };
    }

    private static String warning(PasswordVerdict verdict) {
        return verdict instanceof PasswordVerdict.Acceptable
                ? ""
                : " (WEAK: " + verdict.explanation() + "; change it before anyone else can reach this server)";
    }
}
