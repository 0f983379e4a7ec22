package dev.gatehouse.idp.config;

import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.oauth.BasicClientFilter;
import dev.gatehouse.idp.oauth.BearerTokenFilter;
import dev.gatehouse.idp.oauth.BearerTokens;
import dev.gatehouse.idp.oauth.CallerRequiredFilter;
import dev.gatehouse.idp.oauth.ExactPath;
import dev.gatehouse.idp.oauth.GuestFilter;
import dev.gatehouse.idp.oauth.ProtocolChains;
import dev.gatehouse.idp.tokens.RevocationState;
import dev.gatehouse.idp.tokens.TokenVerifier;
import jakarta.servlet.Filter;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Who calls our own APIs. */
@Configuration(proxyBeanMethods = false)
class ApiSecurityConfiguration {

    /** By decoded path, as the controllers are found: an encoded spelling must not lead past the filters. */
    private static final RequestMatcher ADMINISTRATION = PathPatternRequestMatcher.pathPattern("/api/**");

    private static final RequestMatcher PROVISIONING = PathPatternRequestMatcher.pathPattern("/scim/**");

    private static final RequestMatcher DECISIONS = PathPatternRequestMatcher.pathPattern("/access/**");

    @Bean
    BearerTokens bearerTokens(
            Settings settings,
            TokenVerifier tokenVerifier,
            RevocationState revocationState,
            AccountDirectory accountDirectory) {
        return new BearerTokens(
                settings.server().issuer().toString(), tokenVerifier, revocationState, accountDirectory);
    }

    /** The only API that has a guest. */
    @Bean
    @Order(10)
    SecurityFilterChain administration(Settings settings, BearerTokens bearerTokens) {
        List<Filter> filters = new ArrayList<>(List.of(new BearerTokenFilter(bearerTokens)));
        if (settings.guest().enabled()) {
            filters.add(new GuestFilter());
        }
        filters.add(new CallerRequiredFilter(new ExactPath("/api/openapi.json")));
        return new DefaultSecurityFilterChain(ADMINISTRATION, filters);
    }

    @Bean
    @Order(11)
    SecurityFilterChain provisioning(BearerTokens bearerTokens) {
        return new DefaultSecurityFilterChain(
                PROVISIONING, new BearerTokenFilter(bearerTokens), new CallerRequiredFilter(_ -> false));
    }

    /** Decisions are also asked for by programs that hold a client's secret and no token. */
    @Bean
    @Order(12)
    SecurityFilterChain decisions(ProtocolChains protocolChains, BearerTokens bearerTokens) {
        return new DefaultSecurityFilterChain(
                DECISIONS,
                protocolChains.basicClients(),
                new BearerTokenFilter(bearerTokens),
                new CallerRequiredFilter(_ -> false, BasicClientFilter.CHALLENGE));
    }
}
