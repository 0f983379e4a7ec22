package dev.gatehouse.idp.config;

import dev.gatehouse.idp.edge.AllowedOrigins;
import dev.gatehouse.idp.edge.AnswerHeadersFilter;
import dev.gatehouse.idp.edge.BodyLimitFilter;
import dev.gatehouse.idp.edge.ClientAddress;
import dev.gatehouse.idp.edge.CorsFilter;
import dev.gatehouse.idp.edge.ErrorFilter;
import dev.gatehouse.idp.edge.HomeFilter;
import dev.gatehouse.idp.edge.PathSpellingFilter;
import dev.gatehouse.idp.edge.RequestContextFilter;
import dev.gatehouse.idp.edge.RequestMetricsFilter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** What every request passes before Spring Security: outermost first. */
@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    /** Outside of what answers errors, so that nothing is answered that this place does not see. */
    static final int AROUND_ERRORS = Ordered.HIGHEST_PRECEDENCE + 2;

    private static final long BODY_LIMIT = 1 << 20;
    private static final long FORM_LIMIT = 64 * 1024;
    private static final long IMPORT_LIMIT = 1 << 30;

    @Bean
    FilterRegistrationBean<RequestContextFilter> requestContextBinding(Settings settings) {
        var clientAddress = new ClientAddress(
                settings.server().trustedProxies(), settings.server().forwardingHeader());
        var registration = outermost(0, new RequestContextFilter(clientAddress));
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        return registration;
    }

    @Bean
    FilterRegistrationBean<RequestMetricsFilter> requestMetrics(MeterRegistry registry) {
        return outermost(1, new RequestMetricsFilter(registry));
    }

    @Bean
    FilterRegistrationBean<AnswerHeadersFilter> answerHeaders(Settings settings) {
        return outermost(
                2,
                new AnswerHeadersFilter(
                        "https".equals(settings.server().issuer().getScheme())));
    }

    @Bean
    FilterRegistrationBean<ErrorFilter> errorAnswers() {
        return outermost(3, new ErrorFilter());
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimit() {
        return outermost(4, new BodyLimitFilter(BODY_LIMIT, FORM_LIMIT, IMPORT_LIMIT));
    }

    @Bean
    AllowedOrigins configuredOrigins(Settings settings) {
        return Set.copyOf(settings.server().corsAllowedOrigins())::contains;
    }

    @Bean
    FilterRegistrationBean<CorsFilter> crossOriginCalls(ObjectProvider<AllowedOrigins> origins) {
        List<AllowedOrigins> all = origins.orderedStream().toList();
        return outermost(5, new CorsFilter(all));
    }

    @Bean
    FilterRegistrationBean<HomeFilter> home() {
        return outermost(6, new HomeFilter());
    }

    @Bean
    FilterRegistrationBean<PathSpellingFilter> pathSpelling() {
        return outermost(7, new PathSpellingFilter());
    }

    private static <F extends Filter> FilterRegistrationBean<F> outermost(int position, F filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + position);
        return registration;
    }
}
