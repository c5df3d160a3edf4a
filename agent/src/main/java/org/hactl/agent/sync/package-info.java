/**
 * Listens to the messages of connection sync, which the kernel sends and takes without counting
 * them, and tells when nothing is sent although there are connections.
 */
@NullMarked
package org.hactl.agent.sync;

import org.jspecify.annotations.NullMarked;
