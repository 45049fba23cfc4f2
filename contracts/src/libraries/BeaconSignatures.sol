// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Beacon signatures
/// @notice Verifies BLS12-381 signatures in G1 under keys in G2 over 32-byte messages, by the precompiles of EIP-2537; hash-to-curve
/// `BLS12381G1_XMD:SHA-256_SSWU_RO_` of RFC 9380. Points are affine, uncompressed, big-endian, 48 bytes per coordinate.
/// Source: spec/protocol.md §4.
library BeaconSignatures {
    uint256 internal constant SIGNATURE_BYTES = 96;
    uint256 internal constant KEY_BYTES = 192;
    bytes internal constant DST = "CANDOR_BEACON_BLS12381G1_XMD:SHA-256_SSWU_RO_";

    address private constant MODEXP = address(0x05);
    address private constant G1_ADD = address(0x0b);
    address private constant PAIRING = address(0x0f);
    address private constant MAP_FP_TO_G1 = address(0x10);
    uint256 private constant COORDINATE_BYTES = 48;
    // The field modulus in the 64 bytes that the precompiles take.
    bytes private constant MODULUS =
        hex"000000000000000000000000000000001a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab";
    // The generator of G2 with y negated: e(signature, -G2) · e(hash, key) = 1.
    bytes internal constant NEGATED_G2 =
        hex"00000000000000000000000000000000024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb80000000000000000000000000000000013e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e000000000000000000000000000000000d1b3cc2c7027888be51d9ef691d77bcb679afda66c73f17f9ee3837a55024f78c71363275a75d75d86bab79f74782aa0000000000000000000000000000000013fa4d4a0ad8b1ce186ed5061789213d993923066dddaf1040bc3ff59f825c78df74f2d75467e25e0f55f8a00fa030ed";

    error BeaconKeyLength(uint256 expected, uint256 found);
    error BeaconSignatureLength(uint256 expected, uint256 found);
    /// @notice A precompile does not answer, for lack of gas or because this chain has none. That says nothing about a signature.
    error PrecompileFailed(address precompile);

    /// @notice Whether `signature` is the one signature of `key` over `message`. Everything that a verifier must refuse gives false:
    /// infinity, coordinates not below the modulus, points off the curve or outside the subgroup, keys too.
    function verify(bytes memory key, bytes32 message, bytes memory signature) internal view returns (bool) {
        require(key.length == KEY_BYTES, BeaconKeyLength(KEY_BYTES, key.length));
        require(signature.length == SIGNATURE_BYTES, BeaconSignatureLength(SIGNATURE_BYTES, signature.length));
        if (_isInfinity(key) || _isInfinity(signature)) return false;
        bytes memory hashed = hashToPoint(message);
        (bool answered, bytes memory product) =
            PAIRING.staticcall(bytes.concat(_widen(signature), NEGATED_G2, hashed, _widen(key)));
        if (answered) return abi.decode(product, (uint256)) == 1;
        // Points that are none, or no gas left: only good points tell which, and they need as much.
        _call(PAIRING, bytes.concat(hashed, NEGATED_G2, hashed, NEGATED_G2));
        return false;
    }

    /// @notice `hash_to_curve(message)`: 128 bytes, as the precompiles have it.
    function hashToPoint(bytes32 message) internal view returns (bytes memory) {
        bytes memory tag = abi.encodePacked(DST, uint8(DST.length));
        bytes32 b0 = sha256(abi.encodePacked(bytes32(0), bytes32(0), message, uint16(128), uint8(0), tag));
        bytes32 b1 = sha256(abi.encodePacked(b0, uint8(1), tag));
        bytes32 b2 = sha256(abi.encodePacked(b0 ^ b1, uint8(2), tag));
        bytes32 b3 = sha256(abi.encodePacked(b0 ^ b2, uint8(3), tag));
        bytes32 b4 = sha256(abi.encodePacked(b0 ^ b3, uint8(4), tag));
        return _call(G1_ADD, bytes.concat(_mapToPoint(b1, b2), _mapToPoint(b3, b4)));
    }

    /// @dev The map clears the cofactor, so the sum of two is in the subgroup.
    function _mapToPoint(bytes32 high, bytes32 low) private view returns (bytes memory) {
        bytes memory reduced =
            _call(MODEXP, abi.encodePacked(uint256(64), uint256(1), uint256(64), high, low, uint8(1), MODULUS));
        return _call(MAP_FP_TO_G1, reduced);
    }

    function _call(address precompile, bytes memory input) private view returns (bytes memory output) {
        bool answered;
        (answered, output) = precompile.staticcall(input);
        require(answered && output.length > 0, PrecompileFailed(precompile));
    }

    /// @dev Each coordinate of 48 bytes in 64.
    function _widen(bytes memory point) private pure returns (bytes memory wide) {
        uint256 coordinates = point.length / COORDINATE_BYTES;
        wide = new bytes(coordinates * 64);
        for (uint256 i = 0; i < coordinates; ++i) {
            assembly ("memory-safe") {
                mcopy(add(add(wide, 0x30), mul(i, 64)), add(add(point, 0x20), mul(i, 48)), 48)
            }
        }
    }

    function _isInfinity(bytes memory point) private pure returns (bool) {
        for (uint256 i = 0; i < point.length; i += 32) {
            bytes32 word;
            assembly ("memory-safe") {
                word := mload(add(add(point, 0x20), i))
            }
            if (word != bytes32(0)) return false;
        }
        return true;
    }
}
