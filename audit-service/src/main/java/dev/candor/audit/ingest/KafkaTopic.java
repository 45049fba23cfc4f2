package dev.candor.audit.ingest;

import java.util.Optional;

/**
 * A topic of the cluster that the log follows.
 *
 * @param id Kafka's own id of it
 */
record KafkaTopic(String name, String id, int partitions) {

    /**
     * Which stretch of the line of arrivals a topic carries, by its name (events.md section 3).
     *
     * @param base seq of its offset 0
     * @param attempt 1, or higher where earlier attempts to open a topic at this base were broken off
     */
    record Stretch(long base, long attempt) implements Comparable<Stretch> {
        private static final int MAX_DIGITS = 18;

        /** @param lineName the first topic's name */
        static Optional<Stretch> of(String lineName, String topicName) {
            if (topicName.equals(lineName)) {
                return Optional.of(new Stretch(0, 0));
            }
            if (!topicName.startsWith(lineName + ".")) {
                return Optional.empty();
            }
            String[] numbers = topicName.substring(lineName.length() + 1).split("\\.", -1);
            boolean form = numbers.length <= 2;
            for (String number : numbers) {
                form = form && number.matches("0|[1-9][0-9]*") && number.length() <= MAX_DIGITS;
            }
            return form
                    ? Optional.of(new Stretch(
                            Long.parseLong(numbers[0]), numbers.length == 1 ? 1 : Long.parseLong(numbers[1])))
                    : Optional.empty();
        }

        @Override
        public int compareTo(Stretch other) {
            int byBase = Long.compare(base, other.base);
            return byBase != 0 ? byBase : Long.compare(attempt, other.attempt);
        }
    }
}
