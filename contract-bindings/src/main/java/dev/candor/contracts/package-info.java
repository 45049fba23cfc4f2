/**
 * web3j wrappers of the L1 contracts, one class each, written by the build from {@code contracts/abi}. Generated code says
 * nothing about null. Uses web3j only.
 */
@NullUnmarked
package dev.candor.contracts;

import org.jspecify.annotations.NullUnmarked;
