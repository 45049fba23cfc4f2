// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IWitnessRegistry} from "./IWitnessRegistry.sol";

/// @title Majorities of seats
/// @notice Counts the seats that signed one digest. More than half means half of all seats at a time, whoever was silent.
library Majorities {
    error SeatSignatureInvalid(uint256 place, address signer);
    error SeatsNotAscending(uint64 previous, uint64 found);
    error MajorityMissing(uint64 seats, uint256 found);
    error OperatorsTooFew(uint256 expected, uint256 found);

    /// @notice Reverts unless more than half of all seats at `time` signed `digest`. Signatures are ordered by strictly ascending
    /// seat, 65 bytes each. Returns whether they come from at least two operators.
    function requireMajority(IWitnessRegistry registry, uint64 time, bytes32 digest, bytes[] calldata signatures)
        internal
        view
        returns (bool twoOperators)
    {
        uint64 seats = registry.seatCountAt(time);
        require(isMajority(signatures.length, seats), MajorityMissing(seats, signatures.length));
        uint64 previous = 0;
        bytes32 firstOperator;
        for (uint256 i = 0; i < signatures.length; ++i) {
            (address signer,,) = ECDSA.tryRecoverCalldata(digest, signatures[i]);
            (uint64 seatId, bytes32 operator) = registry.seatAt(signer, time);
            require(seatId != 0, SeatSignatureInvalid(i, signer));
            require(seatId > previous, SeatsNotAscending(previous, seatId));
            previous = seatId;
            if (i == 0) firstOperator = operator;
            if (operator != firstOperator) twoOperators = true;
        }
    }

    /// @notice Whether `votes` are more than half of `seats`.
    function isMajority(uint256 votes, uint256 seats) internal pure returns (bool) {
        return votes * 2 > seats;
    }
}
