/**
 * Connections to hosts, over SSH with strict host keys or to this machine: commands, uploads and
 * channels to a Unix socket. Imports nothing else of hactl, and alone uses JSch.
 */
@NullMarked
package org.hactl.ssh;

import org.jspecify.annotations.NullMarked;
