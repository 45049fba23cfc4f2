/**
 * What a rollup's contracts have said on L1 at heights that are final there: policies, order keys and forced entries by height, in
 * tables of the service that uses it. May use the follower, the contract bindings and plain JDBC; nothing of a service.
 */
@NullMarked
package dev.candor.l1.history;

import org.jspecify.annotations.NullMarked;
