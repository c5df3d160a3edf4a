/**
 * Connections to hosts, over SSH with strict host keys or to this machine: commands, uploads and
 * channels to a Unix socket. Imports no other package of hactl. No other package uses JSch.
 */
@NullMarked
package org.hactl.ssh;

import org.jspecify.annotations.NullMarked;
