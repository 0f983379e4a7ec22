package dev.gatehouse.idp.config;

import dev.gatehouse.idp.access.OwnDoors;
import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.accounts.OneTimePasswords;
import dev.gatehouse.idp.accounts.Passwords;
import dev.gatehouse.idp.admin.ApiDescription;
import dev.gatehouse.idp.admin.ClientDrafts;
import dev.gatehouse.idp.admin.ClientsController;
import dev.gatehouse.idp.admin.Departures;
import dev.gatehouse.idp.admin.MeController;
import dev.gatehouse.idp.admin.MyConsentsController;
import dev.gatehouse.idp.admin.MyPassword;
import dev.gatehouse.idp.admin.MySessionsController;
import dev.gatehouse.idp.admin.PasswordResets;
import dev.gatehouse.idp.admin.SessionsController;
import dev.gatehouse.idp.admin.SigningKeysController;
import dev.gatehouse.idp.admin.UsersController;
import dev.gatehouse.idp.api.ApiRoutes;
import dev.gatehouse.idp.api.CallArguments;
import dev.gatehouse.idp.api.CallGate;
import dev.gatehouse.idp.api.CallRecords;
import dev.gatehouse.idp.api.Cursors;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.RefusalAggregation;
import dev.gatehouse.idp.clients.ClientRegistry;
import dev.gatehouse.idp.clients.ClientSecrets;
import dev.gatehouse.idp.clients.ClientStore;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.grants.Consents;
import dev.gatehouse.idp.grants.GrantRevocation;
import dev.gatehouse.idp.grants.Grants;
import dev.gatehouse.idp.keys.SigningKeyring;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.signin.OwnPassword;
import dev.gatehouse.idp.tokens.RevocationState;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The admin HTTP API: what stands around every route of it, and its controllers. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {

    private static final String[] APIS = {"/api/**", "/access/**"};

    /** Everything that records does so through this one, so that the API knows which calls are on record. */
    @Bean
    @Primary
    AuditTrail notingTrail(@Qualifier("auditTrail") AuditTrail auditTrail) {
        return CallRecords.noting(auditTrail);
    }

    @Bean
    ApiRoutes apiRoutes(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mapping) {
        return new ApiRoutes(mapping::getObject);
    }

    @Bean
    FilterRegistrationBean<CallRecords> callRecords(
            AuditTrail auditTrail, RefusalAggregation refusalAggregation, ApiRoutes apiRoutes) {
        var registration = new FilterRegistrationBean<>(new CallRecords(auditTrail, refusalAggregation, apiRoutes));
        registration.addUrlPatterns("/api/*", "/access/*");
        registration.setOrder(EdgeConfiguration.AROUND_ERRORS);
        return registration;
    }

    @Bean
    WebMvcConfigurer adminApi(OwnDoors ownDoors) {
        var gate = new CallGate(ownDoors);
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(gate).addPathPatterns(APIS);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallArguments());
            }
        };
    }

    @Bean
    Cursors cursors(KeyedHash keyedHash) {
        return new Cursors(keyedHash);
    }

    @Bean
    ClientRegistry clientRegistry(
            ClientStore clientStore,
            ClientSecrets clientSecrets,
            RevocationState revocationState,
            AuditTrail auditTrail,
            Clock clock) {
        return new ClientRegistry(
                clientStore,
                clientSecrets,
                (client, below, change) -> revocationState.endClientTokens(client.value(), below, change),
                auditTrail,
                clock);
    }

    @Bean
    ClientsController clientsController(
            Settings settings,
            ClientStore clientStore,
            ClientRegistry clientRegistry,
            OwnDoors ownDoors,
            Cursors cursors,
            SecureRandom secureRandom,
            Clock clock) {
        var drafts = new ClientDrafts(settings.server().issuer().toString(), ownDoors, clock, secureRandom);
        return new ClientsController(clientStore, clientRegistry, drafts, cursors);
    }

    @Bean
    UsersController usersController(
            AccountDirectory accountDirectory,
            Accounts accounts,
            Passwords passwords,
            Sessions sessions,
            Consents consents,
            Grants grants,
            GrantRevocation grantRevocation,
            Cursors cursors,
            SecureRandom secureRandom) {
        return new UsersController(
                accountDirectory,
                accounts,
                new PasswordResets(passwords, accounts, sessions, new OneTimePasswords(secureRandom)),
                new Departures(accounts, sessions, consents, grants, grantRevocation),
                cursors);
    }

    @Bean
    SessionsController sessionsController(AccountDirectory accountDirectory, Sessions sessions, OwnDoors ownDoors) {
        return new SessionsController(accountDirectory, sessions, ownDoors);
    }

    @Bean
    MeController meController(AccountDirectory accountDirectory, Accounts accounts, OwnPassword ownPassword) {
        return new MeController(accountDirectory, accounts, new MyPassword(ownPassword));
    }

    @Bean
    MySessionsController mySessionsController(Sessions sessions) {
        return new MySessionsController(sessions);
    }

    @Bean
    MyConsentsController myConsentsController(Consents consents, GrantRevocation grantRevocation, Clients clients) {
        return new MyConsentsController(consents, grantRevocation, clients);
    }

    @Bean
    SigningKeysController signingKeysController(SigningKeyring signingKeys, Clock clock) {
        return new SigningKeysController(signingKeys, clock);
    }

    @Bean
    ApiDescription apiDescription() {
        return new ApiDescription();
    }
}
