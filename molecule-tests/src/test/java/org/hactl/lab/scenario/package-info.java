/**
 * The scenarios: the whole of hactl on real hosts, in Molecule's phases: converge, idempotence,
 * side effect, verify. What is verified is read with other people's tools.
 */
@NullMarked
package org.hactl.lab.scenario;

import org.jspecify.annotations.NullMarked;
