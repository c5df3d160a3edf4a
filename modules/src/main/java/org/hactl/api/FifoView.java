package org.hactl.api;

/**
 * How many lines were written to a FIFO or dropped since the site names it.
 *
 * @param error why the last line was dropped, or why the FIFO could not be created; empty if there
 *     was no error
 */
public record FifoView(String path, long written, long dropped, String error) {}
