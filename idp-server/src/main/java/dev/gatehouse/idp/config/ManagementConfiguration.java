package dev.gatehouse.idp.config;

import dev.gatehouse.idp.edge.ManagementServer;
import dev.gatehouse.idp.edge.ReadinessCheck;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health and metrics. */
@Configuration(proxyBeanMethods = false)
class ManagementConfiguration {

    @Bean
    PrometheusMeterRegistry meterRegistry() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    @Bean
    ManagementLifecycle managementServer(
            Settings settings, ObjectProvider<ReadinessCheck> checks, PrometheusMeterRegistry metrics) {
        var address = new InetSocketAddress(
                settings.server().managementAddress(), settings.server().managementPort());
        return new ManagementLifecycle(address, checks.orderedStream().toList(), metrics);
    }

    /** Listens after the HTTP server does, and stops before it: a server that drains is not ready. */
    static final class ManagementLifecycle implements SmartLifecycle {

        private final InetSocketAddress address;
        private final List<ReadinessCheck> checks;
        private final PrometheusMeterRegistry metrics;
        private @Nullable ManagementServer server;

        private ManagementLifecycle(
                InetSocketAddress address, List<ReadinessCheck> checks, PrometheusMeterRegistry metrics) {
            this.address = address;
            this.checks = checks;
            this.metrics = metrics;
        }

        @Override
        public synchronized void start() {
            try {
                server = ManagementServer.start(address, checks, metrics);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "GATEHOUSE_MANAGEMENT_PORT: cannot listen on " + address.getHostString() + ":"
                                + address.getPort(),
                        e);
            }
            observeProcess();
        }

        /** Last, since none of this is needed for the first answer. */
        private void observeProcess() {
            new JvmMemoryMetrics().bindTo(metrics);
            new JvmThreadMetrics().bindTo(metrics);
            new ProcessorMetrics().bindTo(metrics);
            new UptimeMetrics().bindTo(metrics);
        }

        @Override
        public synchronized void stop() {
            if (server != null) {
                server.close();
                server = null;
            }
        }

        @Override
        public synchronized boolean isRunning() {
            return server != null;
        }
    }
}
