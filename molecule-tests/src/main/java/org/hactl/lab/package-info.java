/**
 * The lab: hosts as guest kernels or network namespaces, their network, and a control node. Imports
 * nothing else of hactl: it runs the {@code hactl} command as an operator does.
 */
@NullMarked
package org.hactl.lab;

import org.jspecify.annotations.NullMarked;
