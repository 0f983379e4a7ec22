package dev.gatehouse.idp.config;

import dev.gatehouse.idp.MovableClock;
import java.time.Clock;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Found by every server that a test starts: its clock can be moved. */
@Configuration(proxyBeanMethods = false)
class MovableClockConfiguration {

    @Bean
    static BeanPostProcessor clockMoving() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Clock clock ? new MovableClock(clock) : bean;
            }
        };
    }
}
