/**
 * The fields in which two host states differ, by the keys of the site: pure. Imports {@code api},
 * {@code host}, {@code module}, {@code vrrp.model}, {@code bfd.model} and {@code linux.net}, and no
 * other package of the agent.
 */
@NullMarked
package org.hactl.agent.converge.diff;

import org.jspecify.annotations.NullMarked;
