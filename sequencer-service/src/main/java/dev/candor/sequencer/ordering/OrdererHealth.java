package dev.candor.sequencer.ordering;

import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** DOWN when a loop of the orderer has stopped for good; a passing trouble is told, and is OUT_OF_SERVICE. */
@Component("ordererHealthIndicator")
class OrdererHealth implements HealthIndicator {
    private final Orderer orderer;

    OrdererHealth(Orderer orderer) {
        this.orderer = orderer;
    }

    @Override
    public Health health() {
        Optional<String> halted =
                orderer.loops().stream().flatMap(loop -> loop.halted().stream()).findFirst();
        if (halted.isPresent()) {
            return Health.down().withDetail("halted", halted.get()).build();
        }
        Optional<String> trouble = orderer.loops().stream()
                .flatMap(loop -> loop.trouble().stream())
                .findFirst();
        return trouble.map(reason ->
                        Health.outOfService().withDetail("trouble", reason).build())
                .orElseGet(() -> Health.up().build());
    }
}
