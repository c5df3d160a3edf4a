/**
 * Raw, packet and UDP sockets that send and receive in batches. Imports {@code libc}, {@code
 * kernel} and {@code net} of {@code org.hactl.linux}.
 */
@NullMarked
package org.hactl.linux.socket;

import org.jspecify.annotations.NullMarked;
