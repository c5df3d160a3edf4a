/**
 * The scenarios: hactl on real hosts in Molecule's phases: converge, idempotence, side effect,
 * verify. They verify with {@code ip}, {@code ipvsadm}, {@code curl} and {@code sysctl}. They
 * import the lab only.
 */
@NullMarked
package org.hactl.lab.scenario;

import org.jspecify.annotations.NullMarked;
