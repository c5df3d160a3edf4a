/** Tests of how the benchmarks judge what they see; their figures have no test. */
@NullMarked
package org.hactl.lab.bench;

import org.jspecify.annotations.NullMarked;
