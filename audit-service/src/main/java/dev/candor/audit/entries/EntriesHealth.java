package dev.candor.audit.entries;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** OUT_OF_SERVICE while a follower cannot go on: what is looked up is older than the log. */
@Component("entries")
class EntriesHealth implements HealthIndicator {
    private final EntryFollowing following;

    EntriesHealth(EntryFollowing following) {
        this.following = following;
    }

    @Override
    public Health health() {
        Map<String, String> troubles = following.loops().stream()
                .filter(loop -> loop.trouble().isPresent())
                .collect(Collectors.toMap(
                        FollowLoop::name, loop -> loop.trouble().orElse("")));
        return troubles.isEmpty()
                ? Health.up().build()
                : Health.outOfService().withDetails(troubles).build();
    }
}
