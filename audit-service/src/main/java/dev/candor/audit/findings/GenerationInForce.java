package dev.candor.audit.findings;

import dev.candor.protocol.types.Generation;

/** The generation that events name as the one in which they were said. */
public interface GenerationInForce {
    Generation now();
}
