/**
 * The commands run once against hosts in memory, so that the start-up cache of {@code hactl} has
 * what they load. A stand-in speaks SSH on the loopback and runs nothing. Imports {@code api} and
 * {@code host}, and {@code control.image} for the name of the agent's image; not the commands
 * themselves.
 */
@NullMarked
package org.hactl.cli.rehearsal;

import org.jspecify.annotations.NullMarked;
