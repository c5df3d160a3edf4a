/**
 * The agent's runtime image: made from a JDK and the agent's jars on this machine, kept, and sent
 * to hosts as one archive. Imports no other package of hactl.
 */
@NullMarked
package org.hactl.control.image;

import org.jspecify.annotations.NullMarked;
