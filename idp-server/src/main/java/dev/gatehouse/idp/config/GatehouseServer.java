package dev.gatehouse.idp.config;

import dev.gatehouse.idp.logs.JsonLog;
import dev.gatehouse.idp.logs.TextLog;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.metrics.TomcatMetricsAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The server as a Spring application. Every bean is declared in this package; nothing is scanned elsewhere.
 *
 * <p>There is no {@code /error}: filters and a valve of {@code edge} answer what fails, so that no error passes the
 * security filters a second time. Nor is there an RSA key that only this process has (keys are
 * those of {@code keys}), nor metrics of Tomcat's that tell of thread pools which nothing uses.
 */
@SpringBootApplication(
        proxyBeanMethods = false,
        exclude = {
            ErrorMvcAutoConfiguration.class,
            OAuth2AuthorizationServerJwtAutoConfiguration.class,
            TomcatMetricsAutoConfiguration.class
        })
public class GatehouseServer {

    /** What the build calls to prepare the application context ahead of time; people start the command line. */
    public static void main(String[] arguments) {
        start(Map.of());
    }

    /**
     * Starts a server in this process; it listens when this returns.
     *
     * @param properties settings by property name, which go before system properties and the environment
     */
    public static ConfigurableApplicationContext start(Map<String, String> properties) {
        var application = new SpringApplication(GatehouseServer.class);
        // The class that the prepared context is named after; the stack would say the command line.
        application.setMainApplicationClass(GatehouseServer.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(Map.of(
                "logging.structured.format.console",
                mode(properties) == Settings.Mode.PRODUCTION ? JsonLog.class.getName() : TextLog.class.getName()));
        return application.run(properties.entrySet().stream()
                .flatMap(property -> Stream.of("--" + property.getKey() + "=" + property.getValue()))
                .toArray(String[]::new));
    }

    /** Logging is set up before any bean, so the mode is read ahead; what is wrong with it is reported later. */
    private static Settings.Mode mode(Map<String, String> properties) {
        try {
            return new SettingsReader().ofProcess(properties).mode();
        } catch (SettingsInvalid e) {
            return Settings.Mode.EMBEDDED;
        }
    }
}
