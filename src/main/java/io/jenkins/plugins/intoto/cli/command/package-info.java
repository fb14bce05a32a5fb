/** The commands, a class each. */
package io.jenkins.plugins.intoto.cli.command;
