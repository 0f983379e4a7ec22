package dev.gatehouse.idp.config;

import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.accounts.Passwords;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.RefusalAggregation;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.grants.Consents;
import dev.gatehouse.idp.grants.GrantRevocation;
import dev.gatehouse.idp.pages.BrowserCookie;
import dev.gatehouse.idp.pages.FormProtection;
import dev.gatehouse.idp.pages.FormTokens;
import dev.gatehouse.idp.pages.PageAssets;
import dev.gatehouse.idp.pages.Pages;
import dev.gatehouse.idp.secrets.CookieCipher;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.sessions.SessionAuthentication;
import dev.gatehouse.idp.sessions.SessionCookie;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.signin.AccountPages;
import dev.gatehouse.idp.signin.Interactions;
import dev.gatehouse.idp.signin.KnownBrowsers;
import dev.gatehouse.idp.signin.OwnPassword;
import dev.gatehouse.idp.signin.PasswordConfirmation;
import dev.gatehouse.idp.signin.PasswordPages;
import dev.gatehouse.idp.signin.PasswordSignIn;
import dev.gatehouse.idp.signin.RequiredPasswordPages;
import dev.gatehouse.idp.signin.SignInCompletion;
import dev.gatehouse.idp.signin.SignInLimits;
import dev.gatehouse.idp.signin.SignInPages;
import dev.gatehouse.idp.signin.SignInRequired;
import dev.gatehouse.idp.signin.SignOut;
import dev.gatehouse.idp.signin.SignOutPages;
import dev.gatehouse.idp.storage.DocumentStore;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Signing in and out, and the pages of one's own account. */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {

    /** By decoded path, as the controllers are found: an encoded spelling must not lead past the filters. */
    private static final RequestMatcher PAGES = new OrRequestMatcher(
            PathPatternRequestMatcher.pathPattern("/login"),
            PathPatternRequestMatcher.pathPattern("/login/password"),
            PathPatternRequestMatcher.pathPattern("/logout"),
            PathPatternRequestMatcher.pathPattern("/account/**"),
            PathPatternRequestMatcher.pathPattern("/pages/**"));

    @Bean
    PageAssets pageAssets() {
        return new PageAssets();
    }

    @Bean
    Pages pages(PageAssets pageAssets, Settings settings) {
        return new Pages(pageAssets, settings.server().issuer());
    }

    @Bean
    BrowserCookie browserCookie(KeyedHash keyedHash, SecureRandom secureRandom) {
        return new BrowserCookie(keyedHash, secureRandom);
    }

    @Bean
    FormTokens formTokens(BrowserCookie browserCookie, KeyedHash keyedHash) {
        return new FormTokens(browserCookie, keyedHash);
    }

    @Bean
    Interactions interactions(
            DocumentStore documents, BrowserCookie browserCookie, Clock clock, SecureRandom secureRandom) {
        return new Interactions(documents, browserCookie, clock, secureRandom);
    }

    /** Other chains that pages of people pass take these filters too, in this order. */
    @Bean
    @Order(20)
    SecurityFilterChain signInPagesChain(
            SessionCookie sessionCookie,
            Sessions sessions,
            Interactions interactions,
            FormTokens formTokens,
            Pages pages,
            Settings settings) {
        return new DefaultSecurityFilterChain(
                PAGES,
                new SessionAuthentication(sessionCookie, sessions),
                new SignInRequired(interactions),
                new FormProtection(formTokens, pages, settings.server().issuer()));
    }

    @Bean
    KnownBrowsers knownBrowsers(CookieCipher cookieCipher, Clock clock) {
        return new KnownBrowsers(cookieCipher, clock);
    }

    @Bean
    SignInLimits signInLimits(Settings settings, DocumentStore documents, KeyedHash keyedHash, Clock clock) {
        Settings.SignIn limits = settings.signIn();
        return new SignInLimits(limits.failuresPerAddress(), limits.failuresPerAccount(), documents, keyedHash, clock);
    }

    @Bean
    PasswordSignIn passwordSignIn(
            AccountDirectory accountDirectory,
            Passwords passwords,
            SignInLimits signInLimits,
            Sessions sessions,
            AuditTrail auditTrail,
            RefusalAggregation anonymousRefusals) {
        return new PasswordSignIn(
                AccountsConfiguration.WORKSPACE,
                accountDirectory,
                passwords,
                signInLimits,
                sessions,
                auditTrail,
                anonymousRefusals);
    }

    @Bean
    SignInCompletion signInCompletion(SessionCookie sessionCookie, KnownBrowsers knownBrowsers) {
        return new SignInCompletion(sessionCookie, knownBrowsers);
    }

    @Bean
    SignInPages signInPages(
            Pages pages,
            FormTokens formTokens,
            Interactions interactions,
            PasswordSignIn passwordSignIn,
            KnownBrowsers knownBrowsers,
            SignInCompletion signInCompletion,
            Clock clock) {
        return new SignInPages(pages, formTokens, interactions, passwordSignIn, knownBrowsers, signInCompletion, clock);
    }

    @Bean
    RequiredPasswordPages requiredPasswordPages(
            Pages pages,
            FormTokens formTokens,
            Interactions interactions,
            AccountDirectory accountDirectory,
            Passwords passwords,
            PasswordSignIn passwordSignIn,
            Sessions sessions,
            SignInCompletion signInCompletion,
            Clock clock) {
        return new RequiredPasswordPages(
                pages,
                formTokens,
                interactions,
                accountDirectory,
                passwords,
                passwordSignIn,
                sessions,
                signInCompletion,
                clock);
    }

    @Bean
    SignOut signOut(Sessions sessions, SessionCookie sessionCookie) {
        return new SignOut(sessions, sessionCookie);
    }

    @Bean
    SignOutPages signOutPages(Pages pages, FormTokens formTokens, SignOut signOut) {
        return new SignOutPages(pages, formTokens, signOut);
    }

    @Bean
    AccountPages accountPages(
            Pages pages,
            FormTokens formTokens,
            Interactions interactions,
            Sessions sessions,
            Consents consents,
            GrantRevocation grantRevocation,
            Clients clients,
            AuditTrail auditTrail) {
        return new AccountPages(
                pages, formTokens, interactions, sessions, consents, grantRevocation, clients, auditTrail);
    }

    @Bean
    OwnPassword ownPassword(
            Passwords passwords,
            Accounts accounts,
            SignInLimits signInLimits,
            Sessions sessions,
            AuditTrail auditTrail) {
        var confirmation = new PasswordConfirmation(passwords, signInLimits);
        return new OwnPassword(confirmation, passwords, accounts, sessions, auditTrail);
    }

    @Bean
    PasswordPages passwordPages(
            Pages pages,
            FormTokens formTokens,
            Interactions interactions,
            OwnPassword ownPassword,
            Sessions sessions,
            SessionCookie sessionCookie) {
        return new PasswordPages(pages, formTokens, interactions, ownPassword, sessions, sessionCookie);
    }
}
