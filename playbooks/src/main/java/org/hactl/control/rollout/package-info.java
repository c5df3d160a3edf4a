/**
 * How a run of {@code apply} goes through the site: which hosts change together, where each host
 * stands, and the signs of life that keep a long run from being rolled back. Knows no connection.
 */
@NullMarked
package org.hactl.control.rollout;

import org.jspecify.annotations.NullMarked;
