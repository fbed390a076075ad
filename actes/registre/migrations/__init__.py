"""The steps from one schema of the register to the next: run by Alembic when a file is not of the current one."""
