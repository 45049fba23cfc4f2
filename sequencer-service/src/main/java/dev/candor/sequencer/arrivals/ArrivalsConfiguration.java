package dev.candor.sequencer.arrivals;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ArrivalsConfiguration {

    @Bean
    DecodedTransactions decodedTransactions() {
        return new DecodedTransactions();
    }
}
