/**
 * What a host says about itself to an operator, with or without an agent. Imports no package of
 * hactl.
 */
@NullMarked
package org.hactl.control.facts;

import org.jspecify.annotations.NullMarked;
