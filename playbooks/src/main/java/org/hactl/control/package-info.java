/**
 * The control node: loads a site, installs agents over SSH, and plans, applies, confirms and
 * queries all hosts. Imports {@code site}, {@code inventory}, {@code ssh}, and from {@code modules}
 * the agent's messages ({@code api}), host states and plans. {@code control.image} makes what it
 * sends to a new host. It does not import the agent, the kernel or the command line.
 */
@NullMarked
package org.hactl.control;

import org.jspecify.annotations.NullMarked;
