package dev.candor.audit.findings.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What L1 had of the line by when: the trace that {@code Rollup.coveredCountAt} and {@code forcedThroughAt} answer from.
 *
 * @param points ascending by time
 * @param nowSeconds L1's time as far as it is known: the newest confirmed block's timestamp
 */
public record Coverage(List<Point> points, long nowSeconds) {
    /** After a post in a block of {@code atSeconds}; counts are unsigned. */
    public record Point(long atSeconds, long coveredCount, long forcedThrough) {}

    public Coverage {
        points = List.copyOf(points);
    }

    /** The newest point at or before an instant; zero before the first. */
    public Point at(long seconds) {
        Point found = new Point(0, 0, 0);
        for (Point point : points) {
            if (point.atSeconds() <= seconds) {
                found = point;
            }
        }
        return found;
    }

    /** The first point that covers {@code seq}. */
    Optional<Point> covering(long seq) {
        return points.stream()
                .filter(point -> Long.compareUnsigned(point.coveredCount(), seq) > 0)
                .findFirst();
    }

    List<Map<String, Object>> json(long aroundSeconds) {
        List<Map<String, Object>> around = new ArrayList<>();
        Point before = at(aroundSeconds);
        around.add(json(before));
        points.stream()
                .filter(point -> point.atSeconds() > aroundSeconds)
                .findFirst()
                .ifPresent(point -> around.add(json(point)));
        return around;
    }

    private static Map<String, Object> json(Point point) {
        return Map.of(
                "at", Long.toUnsignedString(point.atSeconds()),
                "coveredCount", Long.toUnsignedString(point.coveredCount()),
                "forcedThrough", Long.toUnsignedString(point.forcedThrough()));
    }
}
