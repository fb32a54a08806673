import Contract
import Testing

