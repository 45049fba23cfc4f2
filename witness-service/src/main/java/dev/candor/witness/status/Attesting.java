package dev.candor.witness.status;

import dev.candor.witness.attest.Attestations;
import dev.candor.witness.identity.RollupIdentity;
import dev.candor.witness.judge.JudgingState;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What a witness shows that follows a rollup; nothing of one that only cosigns logs. */
@Component
class Attesting {
    private final ObjectProvider<RollupIdentity> rollup;
    private final ObjectProvider<Attestations> attestations;
    private final ObjectProvider<JudgingState> state;

    Attesting(
            ObjectProvider<RollupIdentity> rollup,
            ObjectProvider<Attestations> attestations,
            ObjectProvider<JudgingState> state) {
        this.rollup = rollup;
        this.attestations = attestations;
        this.state = state;
    }

    Optional<AttestingView> view() {
        RollupIdentity followed = rollup.getIfAvailable();
        return followed == null
                ? Optional.empty()
                : Optional.of(AttestingView.of(followed, attestations.getObject(), state.getObject()));
    }
}
