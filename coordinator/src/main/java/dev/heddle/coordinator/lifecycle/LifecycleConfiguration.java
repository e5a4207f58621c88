package dev.heddle.coordinator.lifecycle;

import dev.heddle.coordinator.allocation.Rules;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads both lifecycles out once and hands them to the deciders. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PlacementSettings.class, ComputeDomainSettings.class})
class LifecycleConfiguration {

    @Bean
    Rules rules(PlacementSettings placement, ComputeDomainSettings computeDomains) {
        return new Rules(Lifecycles.computeDomains(), Lifecycles.domains(), placement.patience(), computeDomains.max());
    }
}
