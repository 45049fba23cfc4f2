package dev.candor.dispute.rollup;

import dev.candor.contracts.BondVault;
import dev.candor.contracts.DisputeCourt;
import dev.candor.contracts.EquivocationChecker;
import dev.candor.contracts.FaultRegister;
import dev.candor.contracts.ForcedEntryChecker;
import dev.candor.contracts.ForkedLogChecker;
import dev.candor.contracts.LatenessChecker;
import dev.candor.contracts.OrderingDelayChecker;
import dev.candor.contracts.ParameterRegistry;
import dev.candor.contracts.Rollup;
import dev.candor.contracts.RuleBook;
import dev.candor.contracts.SequencerRegistry;
import dev.candor.contracts.SubstitutionChecker;
import dev.candor.contracts.WitnessContradictionChecker;
import dev.candor.contracts.WitnessRegistry;
import dev.candor.contracts.WrongOrderChecker;
import dev.candor.contracts.WrongSeedChecker;
import dev.candor.l1.transactions.ContractErrors;

/** What the court's contracts, their checkers and those that they ask refuse with. */
public final class CourtErrors {
    private static final ContractErrors ALL = ContractErrors.of(
            FaultRegister.class,
            BondVault.class,
            DisputeCourt.class,
            RuleBook.class,
            WitnessRegistry.class,
            SequencerRegistry.class,
            ParameterRegistry.class,
            Rollup.class,
            EquivocationChecker.class,
            ForcedEntryChecker.class,
            ForkedLogChecker.class,
            LatenessChecker.class,
            OrderingDelayChecker.class,
            SubstitutionChecker.class,
            WitnessContradictionChecker.class,
            WrongOrderChecker.class,
            WrongSeedChecker.class);

    private CourtErrors() {}

    public static ContractErrors all() {
        return ALL;
    }
}
