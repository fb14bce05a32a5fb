/** Starting other programs, without a shell, and ending them together with what they started. */
package io.jenkins.plugins.intoto.engine.process;
