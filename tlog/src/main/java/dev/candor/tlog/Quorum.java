package dev.candor.tlog;

import java.util.List;
import java.util.Set;

/** Which sets of witnesses suffice (tlog-policy, "Defining the quorum"). Witnesses are known by their names in the file. */
sealed interface Quorum {
    boolean isMetBy(Set<String> cosigned);

    /** No cosignature is asked for. */
    record None() implements Quorum {
        @Override
        public boolean isMetBy(Set<String> cosigned) {
            return true;
        }
    }

    record OneWitness(String name) implements Quorum {
        @Override
        public boolean isMetBy(Set<String> cosigned) {
            return cosigned.contains(name);
        }
    }

    /**
     * @param threshold 1 to the number of members
     */
    record Group(int threshold, List<Quorum> members) implements Quorum {
        public Group {
            members = List.copyOf(members);
        }

        @Override
        public boolean isMetBy(Set<String> cosigned) {
            return members.stream().filter(member -> member.isMetBy(cosigned)).count() >= threshold;
        }
    }
}
