package dev.gatehouse.idp.config;

import dev.gatehouse.idp.ObservedTrail;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.RefusalAggregation;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Found by every server that a test starts: puts {@link ObservedTrail} in front of the trail. */
@Configuration(proxyBeanMethods = false)
class ObservedTrailConfiguration {

    @Bean
    static BeanPostProcessor trailObservation(ObjectProvider<AuditTrail> trail, ObjectProvider<Clock> clock) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return switch (bean) {
                    case AuditTrail unobserved -> new ObservedTrail(unobserved);
                    case RefusalAggregation _ -> new RefusalAggregation(trail.getObject(), clock.getObject());
                    default -> bean;
                };
            }
        };
    }
}
