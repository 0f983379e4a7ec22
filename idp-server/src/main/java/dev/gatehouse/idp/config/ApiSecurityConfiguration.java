package dev.gatehouse.idp.config;

import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.oauth.BasicClientFilter;
import dev.gatehouse.idp.oauth.BearerTokenFilter;
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

    private final Settings settings;
    private final TokenVerifier verifier;
    private final RevocationState revocations;
    private final AccountDirectory accounts;

    ApiSecurityConfiguration(
            Settings settings, TokenVerifier verifier, RevocationState revocations, AccountDirectory accounts) {
        this.settings = settings;
        this.verifier = verifier;
        this.revocations = revocations;
        this.accounts = accounts;
    }

    /** No bean: the container would put it before every path. */
    private Filter bearerTokens() {
        return new BearerTokenFilter(settings.server().issuer().toString(), verifier, revocations, accounts);
    }

    /** The only API that has a guest. */
    @Bean
    @Order(10)
    SecurityFilterChain administration() {
        List<Filter> filters = new ArrayList<>(List.of(bearerTokens()));
        if (settings.guest().enabled()) {
            filters.add(new GuestFilter());
        }
        filters.add(new CallerRequiredFilter(new ExactPath("/api/openapi.json")));
        return new DefaultSecurityFilterChain(ADMINISTRATION, filters);
    }

    @Bean
    @Order(11)
    SecurityFilterChain provisioning() {
        return new DefaultSecurityFilterChain(PROVISIONING, bearerTokens(), new CallerRequiredFilter(_ -> false));
    }

    /** Decisions are also asked for by programs that hold a client's secret and no token. */
    @Bean
    @Order(12)
    SecurityFilterChain decisions(ProtocolChains protocolChains) {
        return new DefaultSecurityFilterChain(
                DECISIONS,
                protocolChains.basicClients(),
                bearerTokens(),
                new CallerRequiredFilter(_ -> false, BasicClientFilter.CHALLENGE));
    }
}
