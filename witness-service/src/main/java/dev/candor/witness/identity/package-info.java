/**
 * Who this witness is: its name, its key, its configuration, its clock. May use nothing of the other features.
 */
@NullMarked
package dev.candor.witness.identity;

import org.jspecify.annotations.NullMarked;
