package dev.candor.protocol.evidence;

import dev.candor.protocol.abi.AbiTuple;
import dev.candor.protocol.ordering.ArrivalLeaf;
import dev.candor.protocol.ordering.CutLeaf;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Bytes;

/** What one variant of F4 needs of a batch (spec/evidence.md, F4). */
public sealed interface OrderProof {
    int variant();

    /** {@code abi.encode} of the variant's struct. */
    Bytes encode();

    /** Two neighbours in the order, not ascending. */
    record Neighbours(ProvenLeaf<OrderLeaf> first, ProvenLeaf<OrderLeaf> second) implements OrderProof {
        public Neighbours {
            if (second.index() != first.index() + 1) {
                throw new IllegalArgumentException(
                        "Expected neighbours, found positions " + first.index() + " and " + second.index() + ".");
            }
        }

        @Override
        public int variant() {
            return 1;
        }

        @Override
        public Bytes encode() {
            return new AbiTuple()
                    .words(Words.uint64(first.index()))
                    .words(first.leaf().encode())
                    .hashes(first.proof())
                    .words(second.leaf().encode())
                    .hashes(second.proof())
                    .encode();
        }
    }

    /** A sort key that is not the policy's. */
    record SortKey(Policy policy, ProvenLeaf<OrderLeaf> order) implements OrderProof {
        @Override
        public int variant() {
            return 2;
        }

        @Override
        public Bytes encode() {
            return new AbiTuple()
                    .words(policy.encode().toArray())
                    .words(Words.uint64(order.index()))
                    .words(order.leaf().encode())
                    .hashes(order.proof())
                    .encode();
        }
    }

    /** A cut leaf and an arrival leaf at one index that differ. */
    record ArrivalLeaves(ProvenLeaf<CutLeaf> cut, ProvenLeaf<ArrivalLeaf> arrival) implements OrderProof {
        @Override
        public int variant() {
            return 3;
        }

        @Override
        public Bytes encode() {
            return new AbiTuple()
                    .words(Words.uint64(cut.index()))
                    .words(cut.leaf().encode())
                    .hashes(cut.proof())
                    .words(arrival.leaf().encode())
                    .hashes(arrival.proof())
                    .encode();
        }
    }

    /** A position that an arrival must not have. */
    record Position(ProvenLeaf<ArrivalLeaf> arrival) implements OrderProof {
        @Override
        public int variant() {
            return 4;
        }

        @Override
        public Bytes encode() {
            return new AbiTuple()
                    .words(Words.uint64(arrival.index()))
                    .words(arrival.leaf().encode())
                    .hashes(arrival.proof())
                    .encode();
        }
    }

    /** An order leaf and an arrival leaf of which one names the other, and that do not fit. */
    record OrderedArrival(ProvenLeaf<OrderLeaf> order, ProvenLeaf<ArrivalLeaf> arrival) implements OrderProof {
        @Override
        public int variant() {
            return 5;
        }

        @Override
        public Bytes encode() {
            return new AbiTuple()
                    .words(Words.uint64(order.index()))
                    .words(order.leaf().encode())
                    .hashes(order.proof())
                    .words(Words.uint64(arrival.index()))
                    .words(arrival.leaf().encode())
                    .hashes(arrival.proof())
                    .encode();
        }
    }

    /**
     * A leaf of the cut or the arrival tree that is not what its transaction decodes to.
     *
     * @param arrival its position counts only with {@code inArrivalTree}
     */
    record DecodedArrival(ProvenLeaf<ArrivalLeaf> arrival, boolean inArrivalTree, Bytes rawTx) implements OrderProof {
        @Override
        public int variant() {
            return 6;
        }

        @Override
        public Bytes encode() {
            return new AbiTuple()
                    .words(Words.uint64(arrival.index()))
                    .words(arrival.leaf().cutLeaf().encode())
                    .words(Words.of(inArrivalTree))
                    .words(Words.uint32(arrival.leaf().position()))
                    .hashes(arrival.proof())
                    .bytes(rawTx)
                    .encode();
        }
    }

    /** An order leaf that is not what its transaction decodes to. */
    record DecodedOrder(ProvenLeaf<OrderLeaf> order, Bytes rawTx) implements OrderProof {
        @Override
        public int variant() {
            return 7;
        }

        @Override
        public Bytes encode() {
            return new AbiTuple()
                    .words(Words.uint64(order.index()))
                    .words(order.leaf().encode())
                    .hashes(order.proof())
                    .bytes(rawTx)
                    .encode();
        }
    }

    /** A duplicate that is none, or one that names nothing or the wrong arrival. */
    record Duplicate(ProvenLeaf<CutLeaf> cut, SignedHeader earlierBatch, ProvenLeaf<CutLeaf> earlier)
            implements OrderProof {
        @Override
        public int variant() {
            return 8;
        }

        @Override
        public Bytes encode() {
            return new AbiTuple()
                    .words(Words.uint64(cut.index()))
                    .words(cut.leaf().encode())
                    .hashes(cut.proof())
                    .tuple(earlierBatch.tuple())
                    .words(Words.uint64(earlier.index()))
                    .words(earlier.leaf().encode())
                    .hashes(earlier.proof())
                    .encode();
        }
    }
}
