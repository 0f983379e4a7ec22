package dev.gatehouse.idp.config;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/** The settings of this server, and the clock. */
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {

    @Bean
    Settings settings(ConfigurableEnvironment environment) {
        List<Map<String, String>> layers = environment.getPropertySources().stream()
                .map(SettingsConfiguration::settingsIn)
                .toList();
        return new SettingsReader().read(SettingsReader.layered(layers));
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    private static Map<String, String> settingsIn(PropertySource<?> source) {
        var found = new TreeMap<String, String>();
        if (source instanceof EnumerablePropertySource<?> enumerable) {
            for (String name : enumerable.getPropertyNames()) {
                Object value = enumerable.getProperty(name);
                if (value != null && (name.startsWith("gatehouse.") || name.startsWith("GATEHOUSE_"))) {
                    found.put(name, value.toString());
                }
            }
        }
        return found;
    }
}
